// The picture as an image. The engine draws the SVG; a canvas makes the PNG of it.

/** Browsers refuse larger canvases. */
const LARGEST = 8192
/** Pixels of an image for one of the picture. */
const SCALE = 2

/**
 * An SVG that is light or dark whatever the reader's system is.
 * @param {string} svg
 * @param {'light' | 'dark'} scheme
 */
export const fixScheme = (svg, scheme) => svg.replace('(prefers-color-scheme:dark)', scheme === 'dark' ? 'all' : 'not all')

/** @param {string} svg @returns {Promise<Blob>} */
export const png = (svg) => drawn(svg, async (image) => (await pieces(image, 1, 1))[0])

/**
 * The steps of a strip, each as a PNG.
 * @param {string} svg as `Recording.strip` gives it
 * @returns {Promise<Uint8Array[]>}
 */
export const pngs = (svg) => drawn(svg, async (image) => {
  const [, count, columns] = /data-steps="(\d+)" data-columns="(\d+)"/.exec(svg)?.map(Number) ?? [0, 1, 1]
  return Promise.all((await pieces(image, count, columns)).map(async (blob) => new Uint8Array(await blob.arrayBuffer())))
})

/**
 * @template T
 * @param {string} svg
 * @param {(image: HTMLImageElement) => Promise<T>} use
 */
async function drawn(svg, use) {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    return await use(image)
  } finally {
    URL.revokeObjectURL(address)
  }
}

/**
 * PNGs of the equal parts of an image, in reading order.
 * @param {HTMLImageElement} image
 * @param {number} count
 * @param {number} columns
 */
async function pieces(image, count, columns) {
  const [width, height] = [image.width / columns, image.height / Math.ceil(count / columns)]
  const scale = Math.min(SCALE, LARGEST / width, LARGEST / height)
  const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: height * scale })
  const context = canvas.getContext('2d')
  /** @type {Blob[]} */
  const found = []
  for (let i = 0; i < count; i++) {
    const [x, y] = [(i % columns) * width, Math.floor(i / columns) * height]
    context?.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height)
    found.push(await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png')))
  }
  return found
}
