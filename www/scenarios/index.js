// The programs that the page offers, in the order of their lessons. Each is run by tests/cpython.rs, too, and must
// print what the real interpreters print. Titles, purposes and questions stand with the other words of the page.
import attributes from './attributes.py?raw'
import borrowed from './borrowed.py?raw'
import callback from './callback.py?raw'
import cascade from './cascade.py?raw'
import classes from './classes.py?raw'
import closure from './closure.py?raw'
import counter from './counter.py?raw'
import finalizer from './finalizer.py?raw'
import garbage from './garbage.py?raw'
import generations from './generations.py?raw'
import lost from './lost.py?raw'
import names from './names.py?raw'
import rescue from './rescue.py?raw'
import ring from './ring.py?raw'
import size from './size.py?raw'
import threshold from './threshold.py?raw'
import traceback from './traceback.py?raw'
import weak from './weak.py?raw'

/**
 * @typedef {object} Scenario
 * @property {keyof typeof import('../strings/en.js').strings.scenarios} id
 * @property {string} program
 * @property {string} ask how the line begins whose last word the reader is to predict; the engine knows the answer
 * @property {string} [after] how the line begins after which the question is asked, if not the one just before
 * @property {string[]} [choices] the possible answers, where they are no numbers
 */

const TRUTH = ['True', 'False']

/** @type {{ lesson: keyof typeof import('../strings/en.js').strings.lessons, scenarios: Scenario[] }[]} */
export const lessons = [
  { lesson: 'counting', scenarios: [
    { id: 'names', program: names, ask: "print('after del polly", after: 'bird = polly' },
    { id: 'counter', program: counter, ask: "print('and two", after: "print('one name" },
    { id: 'borrowed', program: borrowed, ask: "    print('in a function", after: 'def look' },
    { id: 'cascade', program: cascade, ask: "print('freed:'", after: 'del ball' },
  ] },
  { lesson: 'cycles', scenarios: [
    { id: 'lost', program: lost, ask: "print('freed by", after: 'watch = ', choices: TRUTH },
    { id: 'ring', program: ring, ask: "print('unreachable" },
    { id: 'attributes', program: attributes, ask: "print('unreachable" },
    { id: 'rescue', program: rescue, ask: "print('unreachable" },
  ] },
  { lesson: 'when', scenarios: [
    { id: 'threshold', program: threshold, ask: "print('collections", after: 'before = ' },
    { id: 'generations', program: generations, ask: "print('generation 0" },
  ] },
  { lesson: 'finalizers', scenarios: [
    { id: 'finalizer', program: finalizer, ask: "print('first", after: 'del bird' },
    { id: 'garbage', program: garbage, ask: "print('left in", after: 'del left' },
  ] },
  { lesson: 'weak', scenarios: [
    { id: 'weak', program: weak, ask: "print('the parent is gone", after: "print('the parent is there", choices: TRUTH },
    { id: 'callback', program: callback, ask: "print('callbacks", after: 'del left' },
  ] },
  { lesson: 'holders', scenarios: [
    { id: 'traceback', program: traceback, ask: "print('unreachable" },
    { id: 'closure', program: closure, ask: "print('closed", after: 'watch = ', choices: TRUTH },
  ] },
  { lesson: 'numbers', scenarios: [
    { id: 'size', program: size, ask: "print('as big", choices: TRUTH },
    { id: 'classes', program: classes, ask: "print('unreachable" },
  ] },
]

export const scenarios = lessons.flatMap((lesson) => lesson.scenarios)

/** What a first visitor sees: the story that the page exists for. */
export const first = /** @type {Scenario} */ (scenarios.find(({ id }) => id === 'ring'))
