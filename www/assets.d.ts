/** The text of a file, as Vite imports it. */
declare module '*?raw' {
  const text: string
  export default text
}

/** The text of a style sheet, after Vite's processing. */
declare module '*.css?inline' {
  const text: string
  export default text
}

interface ImportMeta {
  /** What Vite puts in at build time. */
  readonly env: { VITE_HOME?: string }
}
