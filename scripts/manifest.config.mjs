// For the analyzer that writes custom-elements.json.
export default {
  globs: ['www/embed/element.js', 'www/embed/define.js'],
  outdir: 'target/types',
  quiet: true,
  // package.json names the file where the build puts it.
  packagejson: false,
}
