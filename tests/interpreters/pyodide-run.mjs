// node pyodide-run.mjs FOLDER [-c CODE | FILE]: runs a Python program in the pyodide of FOLDER as `python FILE` would.
// Standard output, standard error and the exit status are the program's. Options of one letter other than -c are ignored.
// Unlike a native interpreter it does not finalize at exit: no __del__ runs after the last line.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, ...options] = process.argv.slice(2);
const args = options.filter((option) => option === '-c' || !/^-\w$/.test(option));
const source = args[0] === '-c' ? args[1] : fs.readFileSync(args[0], 'utf8');
// A program has a name of its own in tracebacks, relative to the folder it stands in.
const name = args[0] === '-c' ? '<string>' : path.basename(args[0]);

const { loadPyodide } = await import(pathToFileURL(path.resolve(folder, 'pyodide.mjs')).href);
const settings = { indexURL: path.resolve(folder) + '/', env: { PYTHONHASHSEED: '0', HOME: '/home' } };
// The memory of an interpreter just started, kept beside it: starting from there takes a tenth of the time.
const snapshot = path.resolve(folder, 'started.snapshot');
if (!fs.existsSync(snapshot)) {
  const started = await loadPyodide({ ...settings, _makeSnapshot: true });
  fs.writeFileSync(`${snapshot}.${process.pid}`, started.makeMemorySnapshot());
  fs.renameSync(`${snapshot}.${process.pid}`, snapshot);
}
const python = await loadPyodide({ ...settings, _loadSnapshot: fs.readFileSync(snapshot) });
python.FS.mkdirTree('/program');
python.FS.chdir('/program');
if (name !== '<string>') python.FS.writeFile(name, source);
python.globals.set('program', python.toPy({ source, name }));
// The streams are kept in memory until the end: writing through to Node would make Python objects that a program could count.
// The frames below the program's own are taken off the traceback; a native interpreter has none.
const status = python.runPython(`
import gc, io, sys, traceback
sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
def run(source, name):
    space = {'__name__': '__main__', '__builtins__': __builtins__}
    sys.argv = [name]
    status = 0
    try:
        code = compile(source, name, 'exec')
        gc.collect()
        exec(code, space)
    except SystemExit as request:
        status = request.code if isinstance(request.code, int) else int(request.code is not None)
    except SyntaxError as error:
        traceback.print_exception(error, limit=0)
        status = 1
    except BaseException as error:
        traceback.print_exception(error.with_traceback(error.__traceback__.tb_next))
        status = 1
    kept.append(space)  # what is alive at the end of the script stays so: nothing runs at exit
    return status
kept = []
repr([[]])  # the first repr of a container in a process makes two objects that stay; here they do not count as the program's
run(program['source'], program['name'])
`);
fs.writeSync(1, python.runPython('sys.stdout.getvalue()'));
fs.writeSync(2, python.runPython('sys.stderr.getvalue()'));
process.exit(status);
