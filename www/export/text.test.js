import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elementSnippet, frameAddress, frameSnippet } from './snippets.js'
import { snapshot } from './snapshot.js'
import { dot, mermaid, script } from './text.js'

const box = (id, head, rows = [], look = 0, refcount = 1) => ({ id, kind: 'instance', type: 'Node', head, rows, look, refcount })
const row = (label, text, target = -1, weak = false) => ({ label, text, target, weak })
const picture = {
  boxes: [box(1, 'module', [row('a', '', 2)], 1, -1), box(2, 'Node', [row('.name', "'one'"), row('.next', '', 3)]), box(3, 'Node', [row('.back', '', 2, true)], 16)],
  references: [{ from: 1, label: 'a', to: 2, weak: false }, { from: 2, label: '.next', to: 3, weak: false }, { from: 3, label: '', to: 2, weak: true }],
}

test('a snapshot holds what is drawn, without ghosts', () => {
  const recording = {
    paint: ({ boxes }) => boxes(Uint32Array.of(1, 2, 3), new Float32Array(12), Uint32Array.of(1, 0, 8), Int32Array.of(-1, -1, 2, -1, 0, -1), new Uint32Array(3)),
    box: (id) => ({ id, kind: 'list', type: 'list', head: 'list', rows: id === 1 ? [row('a', '', 2), row('gone', '', 3), row('n', '7')] : [] }),
  }
  const { boxes, references } = snapshot(recording)
  assert.deepEqual(boxes.map(({ id, refcount }) => [id, refcount]), [[1, -1], [2, 2]])
  assert.deepEqual(references, [{ from: 1, label: 'a', to: 2, weak: false }])
})

test('Mermaid has a node for each box, an arrow for each reference, and says what is lost', () => {
  assert.equal(mermaid(picture), `flowchart LR
  n1["module"]
  n2["Node (refcount 1)<br>.name 'one'"]
  n3["Node (refcount 1)<br>no name reaches this"]
  n1 -- "a" --> n2
  n2 -- ".next" --> n3
  n3 -.-> n2
  classDef lost stroke-dasharray: 5 4,stroke: #98420c
  class n3 lost
`)
})

test('DOT draws the same, weak references dashed', () => {
  const text = dot(picture)
  assert.match(text, /^digraph heap \{\n/)
  assert.match(text, /n2 \[label="Node \(refcount 1\)\\n\.name 'one'"\]/)
  assert.match(text, /n3 -> n2 \[style="dashed"\]/)
  assert.match(text, /n3 \[label="[^"]*", style="rounded,dashed", color="#98420c"\]/)
})

test('hostile labels stay labels', () => {
  const hostile = { boxes: [box(1, '"];<script>`\n\u202e\\')], references: [] }
  const [, node] = mermaid(hostile).split('\n')
  assert.match(node, /^  n1\["[^"<>`\\\u0000-\u001f\u202e]*"\]$/)
  assert.match(dot(hostile), /label="\\"\];<script>`\\n \\\\ \(refcount 1\)"/)
})

test('a script says what it prints, as comments that Python skips', () => {
  const text = script('print(1)\n\n', [{ stream: 'stdout', text: '1\n' }, { stream: 'stdout', text: 'x\u2028import os\n' }, { stream: 'stderr', text: 'gc: done\n' }], '3.13')
  assert.equal(text, 'print(1)\n\n# What CPython 3.13 prints:\n#   1\n#   x\n#   import os\n\n# and on standard error:\n#   gc: done\n')
  assert.match(script('pass', [], '3.13'), /# CPython 3.13 prints nothing\.\n$/)
})

test('snippets hold the program as text, whatever is in it', () => {
  const figure = { site: 'https://example.org/', program: "print('</pre><script>' < \"&\")\n", version: '3.13', place: 'l1', hash: '1dAbCdef', height: '', theme: 'dark', edit: false }
  const element = elementSnippet(figure)
  assert.ok(element.includes(`<gc-playground python="3.13" at="l1" theme="dark"><pre>\nprint('&lt;/pre&gt;&lt;script&gt;' &lt; &quot;&amp;&quot;)\n</pre>`))
  assert.equal(frameAddress(figure), 'https://example.org/embed.html#1dAbCdef&theme=dark')
  assert.ok(frameSnippet(figure).includes('sandbox="allow-scripts allow-popups"'))
})
