/**
 * `npm run check`: checks format, spelling, lint and types, two at a time. Each check caches its passed files.
 */
import { runLanes, runMain, scriptBeside } from './steps.mjs'

await runMain(() =>
  runLanes(
    ['types', 'format', 'spelling'].map((name) => () => scriptBeside(name)),
    ['lint'].map((name) => () => scriptBeside(name)),
  ),
)
