/** `npm run check`: format, lint and types, two at a time. Each remembers what it has found to be right. */
import { runLanes, runMain, scriptBeside } from './steps.mjs'

await runMain(() =>
  runLanes(
    ['types', 'format'].map((name) => () => scriptBeside(name)),
    ['lint'].map((name) => () => scriptBeside(name)),
  ),
)
