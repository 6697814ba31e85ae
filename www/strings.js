// The words of the page in the visitor's language. They are chosen once, as the page starts: another choice reloads it.
import { strings as english } from './strings/en.js'

export const strings = english
