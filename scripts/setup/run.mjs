/** Runs a helper program and keeps its output quiet, unless it fails: then the beginning of what it said is the error's message. */

import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<string>} what it printed on standard output
 */
export function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    let printed = '';
    let all = '';
    child.stdout.on('data', (chunk) => ((printed += String(chunk)), (all += String(chunk))));
    child.stderr.on('data', (chunk) => (all += String(chunk)));
    child.on('error', (cause) => reject(new Error(`${command} cannot be run: ${cause.message}`, { cause })));
    child.on('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${command} ${args.join(' ')} ended with exit code ${code}\n${beginning(all)}`));
    });
  });
}

/** The cause stands at the top; what npm and tsc add below it fills screens. @param {string} text */
function beginning(text) {
  return text.trim().split('\n').slice(0, 25).join('\n');
}
