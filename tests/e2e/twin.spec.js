// The picture as a table says what the picture shows: the same objects, references, counts and states, step by step.
import { strings } from '../../www/strings/en.js'
import { choose, expect, open, test } from './helpers.js'

/** What the picture shows, read from where things are drawn. @param {import('@playwright/test').Page} page */
const drawn = (page) => page.evaluate(() => {
  const canvas = /** @type {Element} */ (document.querySelector('gc-canvas'))
  const text = (/** @type {Element | null | undefined} */ element) => element?.textContent?.trim() ?? ''
  const lines = [...canvas.querySelectorAll('.references .reference')]
  const arrows = [...canvas.querySelectorAll('.hits path')].flatMap((hit, i) => {
    const [from, row, to] = String(hit.getAttribute('data-key')).split(':')
    return lines[i].matches('.ghost') ? [] : [{ from, row, to, weak: lines[i].matches('.weak') }]
  })
  return [...canvas.querySelectorAll('.box')].map((box) => {
    const id = /** @type {HTMLElement} */ (box).dataset.id
    const [gcRefs, refcount] = ['.gc-refs', '.refcount'].map((badge) => {
      const found = box.querySelector(badge)?.cloneNode(true)
      for (const hidden of found instanceof Element ? found.querySelectorAll('.hidden, small') : []) hidden.remove()
      return found?.textContent?.trim() ?? ''
    })
    return {
      head: text(box.querySelector('.title')), refcount, gcRefs, states: [...box.querySelector('.words')?.childNodes ?? []].map((node) => node.textContent?.trim()).filter(Boolean).join(', '),
      rows: [...box.querySelectorAll('.row')].map((row, i) => {
        const arrow = arrows.find(({ from, row }) => from === id && row === String(i))
        return { label: text(row.querySelector('.label')), value: text(row.querySelector('.value')),
          target: arrow && text(canvas.querySelector(`.box[data-id="${arrow.to}"] .title`)), weak: arrow?.weak ?? false,
          said: text(row.querySelector('.value + .hidden')) }
      }),
    }
  })
})

/** The table as it is read out. @param {import('@playwright/test').Page} page */
const told = (page) => page.locator('.twin tbody tr').evaluateAll((rows) => rows.map((row) => {
  const [head, slots, count, state] = row.children
  return [head.textContent, [...slots.children].map((slot) => slot.textContent), count.textContent, state.textContent]
}))

/** What the table should say of a picture. @param {Awaited<ReturnType<typeof drawn>>} picture */
const expected = (picture) => picture.map(({ head, rows, refcount, gcRefs, states }) => [
  head,
  rows.map(({ label, value, target, weak }) => target === undefined
    ? strings.slot(label || strings.anItem, value) : strings.reference(label || strings.anItem, target, weak)),
  `${refcount}${gcRefs ? `, ${strings.gcRefsLong(Number(gcRefs))}` : ''}`,
  states,
])

for (const { id, from } of [{ id: 'ring', from: 'question' }, { id: 'rescue', from: 'question' }, { id: 'weak', from: 'start' }, { id: 'closure', from: 'start' }]) {
  const { title } = strings.scenarios[/** @type {keyof typeof strings.scenarios} */ (id)]
  test(`the table says what the picture shows: ${title}`, async ({ page }) => {
    test.slow()
    await open(page)
    await choose(page, title)
    if (from === 'start') await page.getByRole('button', { name: strings.first }).click()
    await page.getByRole('radio', { name: strings.strides.phase }).click()
    await page.getByText(strings.twin).click()
    const on = page.getByRole('button', { name: strings.forward, exact: true })
    for (let step = 0; step < 60; step++) {
      const picture = await drawn(page)
      expect(picture.length).toBeGreaterThan(0)
      expect(await told(page), `${title}, step ${step}`).toEqual(expected(picture))
      // Who goes from row to row in the picture hears the same of each reference.
      for (const { head, rows } of picture) for (const { target, weak, said, label } of rows) {
        if (target !== undefined) expect(said, `${head} ${label}`).toBe(strings.refersTo(target, weak))
      }
      if (await on.isDisabled()) break
      await on.click()
    }
  })
}
