import { html, nothing } from 'lit'
import { strings } from '../strings.js'
import { versionNote } from './versions.js'
import { View } from './view.js'

/** What the scenario is about, the question that it asks, and after the reader's prediction what is true. */
class Lesson extends View {
  render() {
    const { program, guess } = this.state
    const { prediction, scenario } = this.store
    const isGuessed = guess?.program === program
    this.hidden = !scenario && !prediction && !isGuessed
    if (this.hidden) return nothing
    const words = scenario && strings.scenarios[scenario.id]
    const isNew = isGuessed && prediction && prediction.to !== guess.to
    return html`
      <h2>${words?.title ?? strings.predictTitle}</h2>
      ${words ? html`<p>${words.purpose}</p>` : nothing}
      ${isGuessed && !isNew ? this.#verdict(guess) : prediction ? this.#question(prediction, scenario) : nothing}
      <p class="links">
        ${!scenario ? nothing : isGuessed ? html`<button class="link" @click=${() => this.store.watch()}>${strings.stepThrough}</button>`
          : prediction || this.state.asking === 'never' ? nothing
          : html`<button class="link" @click=${() => this.store.toQuestion()}>${strings.toQuestion}</button>`}
        ${scenario ? this.#next(scenario) : nothing}
      </p>`
  }

  /** @param {import('../types').Prediction} prediction @param {import('../scenarios/index.js').Scenario | undefined} scenario */
  #question({ kind, line }, scenario) {
    const words = kind === 'prints' && scenario ? strings.scenarios[scenario.id].question : strings.collectsQuestion(line)
    if (scenario?.choices) {
      return html`<p class="ask" id="ask">${words}</p><p class="answers" role="group" aria-labelledby="ask">${scenario.choices.map((choice) => html`
        <button class="chip" @click=${() => this.store.predict(choice)}>${choice}</button>`)}</p>`
    }
    return html`
      <form @submit=${this.#onSubmit}>
        <label class="ask" for="guess">${words}</label>
        <span class="answers"><input id="guess" name="guess" inputmode="numeric" pattern="\\s*-?\\d+\\s*" required size="6" autocomplete="off" placeholder="?">
          <button class="button">${strings.see}</button></span>
      </form>`
  }

  /** @param {import('../types').Guess} guess */
  #verdict({ text, answers }) {
    const { version } = this.state
    const answer = answers.find(({ versions }) => versions.includes(version))
    const isRight = answer?.text === text
    return html`
      <p class="verdict ${isRight ? 'right' : ''}" role="status">${!answer ? strings.noAnswer : isRight ? strings.right(answer.text) : strings.wrong(answer.text, text)}
        ${answer?.sum && answers.length === 1 ? html`<code>${answer.sum}</code>` : nothing}</p>
      ${versionNote(answers, this.state)}`
  }

  /** @param {import('../scenarios/index.js').Scenario} scenario */
  #next(scenario) {
    const { scenarios } = this.store
    const next = scenarios[scenarios.indexOf(scenario) + 1]
    return next && html`<button class="link next" @click=${() => this.store.openScenario(next)}>${strings.next}: ${strings.scenarios[next.id].title}</button>`
  }

  /** @param {SubmitEvent} event */
  #onSubmit = (event) => {
    event.preventDefault()
    this.store.predict(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('guess')))
  }
}
customElements.define('gc-lesson', Lesson)
