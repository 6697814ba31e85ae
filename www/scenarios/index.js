// The programs that the page offers. Each starts at the line where there is something to see.
import counter from './counter.py?raw'
import finalizer from './finalizer.py?raw'
import ring from './ring.py?raw'
import threshold from './threshold.py?raw'
import weak from './weak.py?raw'

export const scenarios = [
  { id: 'ring', program: ring, line: 17 },
  { id: 'counter', program: counter, line: 8 },
  { id: 'threshold', program: threshold, line: 15 },
  { id: 'finalizer', program: finalizer, line: 15 },
  { id: 'weak', program: weak, line: 11 },
]
