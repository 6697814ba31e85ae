// node pyodide-run.mjs FOLDER [-c CODE | FILE]: runs a Python program in the pyodide of FOLDER as `python FILE` would.
// Standard output, standard error and the exit status are the program's. Options of one letter other than -c are ignored.
// node pyodide-run.mjs FOLDER --batch FILE …: runs many, each in an interpreter of its own, and tells of them as batch.py does.
// Unlike a native interpreter it does not finalize at exit: no __del__ runs after the last line.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, ...options] = process.argv.slice(2);
const args = options.filter((option) => option === '-c' || !/^-\w$/.test(option));

// Compiled once for all interpreters of a batch.
const compiled = WebAssembly.compile(fs.readFileSync(path.resolve(folder, 'pyodide.asm.wasm')));
WebAssembly.instantiate = new Proxy(WebAssembly.instantiate, {
  async apply(instantiate, self, [source, imports]) {
    // Small modules, such as those that pyodide makes for its calls, are others.
    if (source instanceof WebAssembly.Module || source.byteLength < 1_000_000) return instantiate.call(self, source, imports);
    const module = await compiled;
    return { module, instance: await instantiate.call(self, module, imports) };
  },
});

const { loadPyodide } = await import(pathToFileURL(path.resolve(folder, 'pyodide.mjs')).href);
const settings = { indexURL: path.resolve(folder) + '/', env: { PYTHONHASHSEED: '0', HOME: '/home' } };
// The memory of an interpreter just started, kept beside it: starting from there takes a tenth of the time.
const snapshot = path.resolve(folder, 'started.snapshot');
if (!fs.existsSync(snapshot)) {
  const started = await loadPyodide({ ...settings, _makeSnapshot: true });
  fs.writeFileSync(`${snapshot}.${process.pid}`, started.makeMemorySnapshot());
  fs.renameSync(`${snapshot}.${process.pid}`, snapshot);
}
const memory = fs.readFileSync(snapshot);

/** Runs a program in an interpreter just started. A program has a name of its own in tracebacks, relative to its folder. */
async function run(source, name) {
  const python = await loadPyodide({ ...settings, _loadSnapshot: memory });
  python.FS.mkdirTree('/program');
  python.FS.chdir('/program');
  if (name !== '<string>') python.FS.writeFile(name, source);
  python.globals.set('program', python.toPy({ source, name }));
  // The streams are kept in memory until the end: writing through to Node would make Python objects that a program could count.
  // The frames below the program's own are taken off the traceback; a native interpreter has none.
  const status = python.runPython(`
import gc, io, sys, traceback
sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
def run(source, name):
    space = {'__name__': '__main__', '__builtins__': __builtins__}
    sys.argv = [name]
    status = 0
    try:
        code = compile(source, name, 'exec')
        gc.collect()
        exec(code, space)
    except SystemExit as request:
        status = request.code if isinstance(request.code, int) else int(request.code is not None)
    except SyntaxError as error:
        traceback.print_exception(error, limit=0)
        status = 1
    except BaseException as error:
        traceback.print_exception(error.with_traceback(error.__traceback__.tb_next))
        status = 1
    kept.append(space)  # what is alive at the end of the script stays so: nothing runs at exit
    return status
kept = []
repr([[]])  # the first repr of a container in a process makes two objects that stay; here they do not count as the program's
run(program['source'], program['name'])
`);
  return { stdout: python.runPython('sys.stdout.getvalue()'), stderr: python.runPython('sys.stderr.getvalue()'), status };
}

const read = (file) => run(fs.readFileSync(file, 'utf8'), path.basename(file));
if (args[0] === '--batch') {
  for (const file of args.slice(1)) {
    const { stdout, stderr, status } = await read(file);
    fs.writeFileSync(`${file}.stdout`, stdout);
    fs.writeFileSync(`${file}.stderr`, stderr);
    fs.writeSync(1, `${status} ${file}\n`);
  }
  process.exit();
}
const { stdout, stderr, status } = await (args[0] === '-c' ? run(args[1], '<string>') : read(args[0]));
fs.writeSync(1, stdout);
fs.writeSync(2, stderr);
process.exit(status);
