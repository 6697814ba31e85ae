// The same program under another version, in step with the one on the page.

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./types').Recording} Recording
 */

/** @type {{ main: Recording, version: string, recording: Recording | undefined } | undefined} */
let ran

/**
 * The run under the version that is compared, at the line where the page's run is; `undefined` while nothing is compared.
 * @param {Store} store
 */
export function other(store) {
  const { comparing, recording: main, shown } = store.state
  if (!comparing || !main || !shown) return forget()
  try {
    if (ran?.main !== main || ran.version !== comparing) {
      forget()
      const recording = store.core.run(shown.program, comparing)
      ran = { main, version: comparing, recording }
      recording.adopt(main)
    }
    const { recording } = ran
    recording?.seek(inStep(main, recording))
    return recording
  } catch (error) {
    // A recording whose code has panicked must not be touched again, not even to free it.
    console.error(error)
    ran = { main, version: comparing, recording: undefined }
    return undefined
  }
}

/** @returns {undefined} */
function forget() {
  ran?.recording?.free()
  ran = undefined
}

/**
 * The position of `other` where the line is done that was done last in `main`: its so-manieth time in both.
 * @param {Recording} main
 * @param {Recording} other
 */
export function inStep(main, other) {
  if (main.position === main.length) return other.length
  const [marks, otherMarks] = [main.marks('line'), other.marks('line')]
  const [lines, otherLines] = [main.lines(), other.lines()]
  let done = 0
  while (done < marks.length && marks[done] <= main.position) done++
  if (!done) return 0
  const line = lines[done - 1]
  let times = lines.subarray(0, done).filter((one) => one === line).length
  let at = 0
  for (let i = 0; i < otherLines.length && times; i++) {
    if (otherLines[i] !== line) continue
    at = otherMarks[i]
    times--
  }
  return at
}

/**
 * Two texts line by line, what is equal side by side: a longest common subsequence.
 * @param {string[]} left
 * @param {string[]} right
 * @returns {{ left: string | undefined, right: string | undefined }[]} where both differ, both stand in one row
 */
export function align(left, right) {
  const length = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      length[i][j] = left[i] === right[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1])
    }
  }
  /** @type {{ left: string | undefined, right: string | undefined }[]} */
  const rows = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) rows.push({ left: left[i++], right: right[j++] })
    else {
      const [fromLeft, fromRight] = [length[i + 1]?.[j] ?? -1, length[i]?.[j + 1] ?? -1]
      // A line that changed stands beside what it became.
      const isChange = i < left.length && j < right.length && length[i + 1][j + 1] === length[i][j]
      if (isChange) rows.push({ left: left[i++], right: right[j++] })
      else if (i < left.length && (j >= right.length || fromLeft >= fromRight)) rows.push({ left: left[i++], right: undefined })
      else rows.push({ left: undefined, right: right[j++] })
    }
  }
  return rows
}
