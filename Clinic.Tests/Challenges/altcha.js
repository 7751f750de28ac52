// Reads a key and a challenge of ours on the standard input, and says how the library of ALTCHA sees them: the solution it finds, whether it
// holds a solution of ours for one, and a challenge that it makes itself with our key, solved.
import { readFileSync } from 'node:fs';
import { createChallenge, solveChallenge, verifySolution } from 'altcha-lib/v1';

const { key, challenge, solution } = JSON.parse(readFileSync(0, 'utf8'));
const solve = async ({ algorithm, challenge, maxnumber, salt, signature }) => {
  const { number } = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature, took: 1 }));
};
const own = await createChallenge({ hmacKey: key, maxnumber: 100, expires: new Date(Date.now() + 60_000) });
const stale = await createChallenge({ hmacKey: key, maxnumber: 100, expires: new Date(Date.now() - 60_000) });
const foreign = await createChallenge({ hmacKey: 'another key', maxnumber: 100, expires: new Date(Date.now() + 60_000) });
console.log(JSON.stringify({
  solved: await solve(challenge), verified: await verifySolution(solution, key), own: await solve(own), stale: await solve(stale), foreign: await solve(foreign),
}));
