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

/** The module once more, for a script that stands alone. */
declare module '*/theme.js?copy' {
  export const observeTheme: typeof import('./embed/theme.js').observeTheme
  export const themeAround: typeof import('./embed/theme.js').themeAround
}
