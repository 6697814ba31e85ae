// Line icons of 16 × 16, drawn with the colour of the text.
import { html } from 'lit'

/** @param {string} path */
const icon = (path) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`

export const icons = {
  first: icon('M4 3.5v9M12.5 3.5 7 8l5.5 4.5z'),
  back: icon('M11 3.5 5.5 8 11 12.5z'),
  forward: icon('M5 3.5 10.5 8 5 12.5z'),
  last: icon('M12 3.5v9M3.5 3.5 9 8l-5.5 4.5z'),
  play: icon('M4.5 3l8 5-8 5z'),
  pause: icon('M5.5 3.5v9M10.5 3.5v9'),
  undo: icon('M6 3.5 3 6.5l3 3M3 6.5h6.5a3.2 3.2 0 0 1 0 6.5H7'),
  redo: icon('M10 3.5l3 3-3 3M13 6.5H6.5a3.2 3.2 0 0 0 0 6.5H9'),
  settings: icon('M2.5 5H8M11.5 5h2M2.5 11h2M8 11h5.5M9.75 3.25v3.5M6.25 9.25v3.5'),
  close: icon('M4 4l8 8M12 4l-8 8'),
  loop: icon('M4.5 6.5A4 4 0 0 1 11.5 5.5M11.5 2.8v2.7H8.8M11.5 9.5A4 4 0 0 1 4.5 10.5M4.5 13.2v-2.7h2.7'),
  add: icon('M8 3v10M3 8h10'),
  link: icon('M2.5 8H13M9.5 4.5 13 8l-3.5 3.5'),
  name: icon('M3 4.5h7l3 3.5-3 3.5H3zM6 8h2'),
  weak: icon('M2.5 8h2M6.5 8h2M10.5 8H13M10 4.5 13.5 8 10 11.5'),
  finalizer: icon('M3 13V3M3 3.5h8.5l-2 2.5 2 2.5H3'),
  remove: icon('M3 5h10M6.5 5V3.5h3V5M4.5 5l.7 8h5.600l.7-8'),
  mark: icon('M3 3.5h10v9H3zM6 6l4 4M10 6l-4 4'),
  zoomIn: icon('M8 4v8M4 8h8'),
  zoomOut: icon('M4 8h8'),
  fit: icon('M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3'),
  tidy: icon('M3 3.5h4v3H3zM9 9.5h4v3H9zM7 5h4v4.5'),
  next: icon('M3 4l5 4-5 4M8 4l5 4-5 4'),
  share: icon('M8 10V2.5M5.5 5 8 2.5 10.5 5M4.5 7.5H3v6h10v-6h-1.5'),
  export: icon('M8 2.5V10M5.5 7.5 8 10l2.5-2.5M3 11.5v2h10v-2'),
  compare: icon('M2.5 3.5h4.5v9H2.5zM9 3.5h4.5v9H9z'),
  check: icon('M3 8.5 6.5 12 13 4.5'),
  menu: icon('M4.5 6.5 8 10l3.5-3.5'),
}
