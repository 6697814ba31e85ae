/**
 * Until the browser has time, or so many milliseconds have passed.
 * @param {number} timeout
 * @returns {Promise<void>}
 */
export const idle = (timeout) => new Promise((resolve) => {
  // Safari has no idle time to ask for.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout })
  else setTimeout(resolve, timeout / 5)
})

/** Until what waits has had its turn, such as a click or a frame. @returns {Promise<void>} */
export const turn = () => new Promise((resolve) => setTimeout(resolve))
