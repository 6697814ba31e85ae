// The picture as an image. The engine draws the SVG; a canvas makes the PNG of it.

/** Browsers refuse larger canvases. */
const LARGEST = 8192

/**
 * An SVG that is light or dark whatever the reader's system is.
 * @param {string} svg
 * @param {'light' | 'dark'} scheme
 */
export const fixScheme = (svg, scheme) => svg.replace('(prefers-color-scheme:dark)', scheme === 'dark' ? 'all' : 'not all')

/**
 * @param {string} svg
 * @param {number} [scale] pixels of the image for one of the picture
 * @returns {Promise<Blob>}
 */
export async function png(svg, scale = 2) {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const fitting = Math.min(scale, LARGEST / image.width, LARGEST / image.height)
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width * fitting, height: image.height * fitting })
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(address)
  }
}
