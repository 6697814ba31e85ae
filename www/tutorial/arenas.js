// The figure of "Freed is not returned": which arenas go back to the system. The engine comes when a reader comes near.

/** As many objects as the text says. */
const COUNT = 100_000
/** Pools for which an arena has room; the last may not fit where the arena begins at an odd address. */
const ROOM = 64

const figure = /** @type {HTMLElement} */ (document.querySelector('.arenas'))
const [map, sum] = ['.map', '.sum'].map((name) => /** @type {HTMLElement} */ (figure.querySelector(name)))
const choice = (/** @type {string} */ name) => /** @type {HTMLSelectElement} */ (figure.querySelector(`[name=${name}]`)).value

/** @param {import('../core.js').Core} core */
function draw(core) {
  const [size, keep] = [Number(choice('size')), Number(choice('keep'))]
  const [pools, poolSize, blocks, ...rest] = core.arenas(choice('version'), size, COUNT, keep)
  const arenas = Array.from({ length: rest.length / (pools + 1) }, (_, number) => {
    const [held, ...used] = rest.slice(number * (pools + 1), (number + 1) * (pools + 1))
    return { held: held === 1, used }
  })
  map.replaceChildren(...arenas.map(({ held, used }) => {
    const row = document.createElement('div')
    row.className = held ? 'arena' : 'arena returned'
    row.append(...used.map((count) => {
      const cell = document.createElement('i')
      // A single block in use is to be seen, too.
      if (count) cell.style.setProperty('--fill', `${40 + Math.round((60 * count) / blocks)}%`)
      return cell
    }))
    return row
  }))
  const held = arenas.filter((arena) => arena.held)
  const inUse = held.flatMap(({ used }) => used).reduce((total, count) => total + count, 0)
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`
  sum.textContent = `${count(inUse, 'object')} left, ${megabytes(inUse * size)} in use; `
    + `${held.length} of ${count(arenas.length, 'arena')} still held, ${megabytes(held.length * ROOM * poolSize)} that the system does not get back.`
}

/** @param {number} number @param {string} noun */
const count = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`

new IntersectionObserver(async ([{ isIntersecting }], observer) => {
  if (!isIntersecting) return
  observer.disconnect()
  try {
    const core = await (await import('../core.js')).load()
    figure.addEventListener('change', () => draw(core))
    draw(core)
  } catch {
    sum.textContent = 'The simulation could not be loaded. Reload the page to try again.'
  }
}, { rootMargin: '400px' }).observe(figure)
