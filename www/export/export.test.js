import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dedent } from '../embed/dedent.js'
import { script } from './script.js'
import { elementSnippet, frameAddress, frameSnippet } from './snippets.js'

test('a script says what it prints, as comments that Python skips', () => {
  const text = script('print(1)\n\n', [{ stream: 'stdout', text: '1\n' }, { stream: 'stdout', text: 'x\u2028import os\n' }, { stream: 'stderr', text: 'gc: done\n' }], '3.13')
  assert.equal(text, 'print(1)\n\n# What CPython 3.13 prints:\n#   1\n#   x\n#   import os\n\n# and on standard error:\n#   gc: done\n')
  assert.match(script('pass', [], '3.13'), /# CPython 3.13 prints nothing\.\n$/)
})

test('snippets hold the program as text, whatever is in it', () => {
  const figure = { site: 'https://example.org/', program: "print('</pre><script>' < \"&\")\n", version: '3.13', place: 'l1', hash: '1dAbCdef', height: '', theme: 'dark', edit: false, jsx: false }
  const element = elementSnippet(figure)
  assert.ok(element.includes(`<gc-playground python="3.13" at="l1" theme="dark">\n\n<pre>\nprint('&lt;/pre&gt;&lt;script&gt;' &lt; &quot;&amp;&quot;)\n</pre>\n\n</gc-playground>`))
  assert.equal(frameAddress(figure), 'https://example.org/embed.html#1dAbCdef&theme=dark')
  assert.ok(frameSnippet(figure).includes('sandbox="allow-scripts allow-popups"'))
})

test('in JSX the program is a string, and the same once MDX has taken its two spaces', () => {
  const program = 'class A:\n    b = {"a": f"{1}"}\n\nprint("`\\n${x} $")\n'
  const figure = { site: 'https://example.org/', program, version: '3.13', place: '', hash: '', height: '', theme: '', edit: false, jsx: true }
  const [, text = ''] = /<pre>\{(`[^]*`)\}<\/pre>/.exec(elementSnippet(figure)) ?? []
  assert.equal(Function(`return ${text.replace(/^ {2}/gm, '')}`)(), program)
  assert.equal(dedent(Function(`return ${text}`)()), program)
  assert.ok(frameSnippet(figure).includes("style={{ display: 'block', border: 0 }}"))
})
