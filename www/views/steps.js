import { html, svg } from 'lit'
import { live } from 'lit/directives/live.js'
import { strings } from '../strings.js'
import { icons } from './icons.js'
import { View } from './view.js'

const SPEEDS = [1, 2, 5, 20]

/** Time: the buttons, the stride, the slider with a tick for every collection, and what the last step did. */
class Steps extends View {
  render() {
    const { stops, stride, playing, speed, loop, status, recording } = this.state
    const last = stops.length - 1
    const stop = this.store.stop
    const button = (/** @type {import('lit').TemplateResult} */ icon, /** @type {string} */ title, /** @type {() => void} */ action, disabled = false) => html`
      <button class="button quiet" title=${title} aria-label=${title} ?disabled=${disabled} @click=${action}>${icon}</button>`
    const collections = recording ? [...this.store.read((one) => one.marks('collection')) ?? []] : []
    const isAtEnd = !recording || recording.position === recording.length
    return html`
      <div class="controls" role="group" aria-label=${strings.steps}>
        ${button(icons.first, strings.first, () => this.store.goTo(0), stop === 0)}
        ${button(icons.back, strings.back, () => this.store.step(-1), stop === 0)}
        ${playing ? button(icons.pause, strings.pause, () => this.store.pause()) : button(icons.play, strings.play, () => this.store.play(), last === 0)}
        ${button(icons.forward, strings.forward, () => this.store.step(1), isAtEnd)}
        ${button(icons.last, strings.last, () => this.store.goTo(Infinity), isAtEnd)}
        ${button(icons.next, strings.nextCollection, () => this.store.toCollection(), !collections.some((mark) => mark > (recording?.position ?? 0)))}
        <fieldset class="strides"><legend class="hidden">${strings.stride}</legend>${Object.entries(strings.strides).map(([name, label]) => html`
          <label><input type="radio" name="stride" value=${name} .checked=${live(name === stride)}
            @change=${() => this.store.setStride(/** @type {import('../types').Stride} */ (name))}><span>${label}</span></label>`)}</fieldset>
        <label class="field"><span class="hidden">${strings.speed}</span>
          <select @change=${(/** @type {import('../types').FieldEvent} */ event) => this.store.setSpeed(Number(event.target.value))}>${SPEEDS.map((one) => html`
            <option value=${one} ?selected=${one === speed}>${strings.perSecond(one)}</option>`)}</select></label>
        <button class="button quiet" title=${strings.loop} aria-label=${strings.loop} aria-pressed=${loop} @click=${() => this.store.setUp({ loop: !loop })}>${icons.loop}</button>
        <span class="muted position">${strings.stepOf(stop, last)}</span>
      </div>
      <div class="track">
        <svg class="ticks" aria-hidden="true">${collections.map((mark) => tick(this.store.stopAt(mark - 1) + 1, last))}</svg>
        <input type="range" min="0" max=${last} step="1" .value=${live(String(stop))} aria-label=${strings.position}
          aria-valuetext="${strings.stepOf(stop, last)}, ${status?.line ? strings.line(status.line) : ''}"
          @input=${(/** @type {import('../types').FieldEvent} */ event) => this.store.goTo(Number(event.target.value))}>
      </div>
      <p class="caption" aria-live=${playing ? 'off' : 'polite'}>${this.#caption()}</p>`
  }

  updated() {
    const { stops } = this.state
    this.style.setProperty('--share', `${(this.store.stop / Math.max(1, stops.length - 1)) * 100}%`)
  }

  #caption() {
    const { status, shown } = this.state
    if (!status || !shown) return ''
    if (!status.line) return strings.beforeFirst
    const code = shown.program.split('\n')[status.line - 1]?.trim()
    return html`<span class="where">${strings.line(status.line)}</span> <code>${code}</code>
      ${status.phase ? html`<span class="tag">${status.phase}</span>` : ''} <span class="sentence">${status.phase ? status.caption.replace(`${status.phase}: `, '') : status.caption}</span>`
  }
}
customElements.define('gc-steps', Steps)

/** @param {number} stop @param {number} last */
const tick = (stop, last) => svg`<line x1="${(stop / Math.max(1, last)) * 100}%" x2="${(stop / Math.max(1, last)) * 100}%" y1="0" y2="100%" />`
