/** The Python of the tests that hold our X12 against another reader: `pyx12()` is an executable whose `import pyx12` works. */

export { pythonWithPyx12 as pyx12 } from '../../scripts/test-python.mjs';
