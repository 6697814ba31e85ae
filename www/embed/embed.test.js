import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, parse } from './address.js'
import { dedent } from './dedent.js'

test('a program is read as an author writes it into a page', () => {
  assert.equal(dedent('\n    def f():\n        return 1\n\n    f()\n  '), 'def f():\n    return 1\n\nf()\n')
  assert.equal(dedent('a = 1\r\nb = 2'), 'a = 1\nb = 2\n')
  assert.equal(dedent('\tif a:\n\t\tb\n'), 'if a:\n\tb\n')
  assert.equal(dedent('  \n\n'), '')
  assert.equal(dedent('    a\n  b\n'), '  a\nb\n')
})

test('the address of the iframe page is read and written', () => {
  assert.deepEqual(parse('#1dAbCdef&theme=dark&height=280'), { link: '1dAbCdef', attributes: { theme: 'dark', height: '280' } })
  assert.deepEqual(parse('#scenario=ring&at=17'), { link: undefined, attributes: { scenario: 'ring', at: '17' } })
  assert.deepEqual(parse(''), { link: undefined, attributes: {} })
  assert.deepEqual(parse('#scenario=ring&onclick=alert(1)&src=//evil.example'), { link: undefined, attributes: { scenario: 'ring' } })
  assert.deepEqual(parse('#scenario=ring#?secret=aBc'), { link: undefined, attributes: { scenario: 'ring' } })
  assert.equal(format('1dAbCdef', { theme: 'dark', height: '' }), '1dAbCdef&theme=dark')
  assert.deepEqual(parse(format(undefined, { scenario: 'ring', controls: 'program step' })).attributes, { scenario: 'ring', controls: 'program step' })
})
