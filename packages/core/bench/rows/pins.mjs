import { inTurns, pick } from '../measure.mjs'
import { rowOf } from '../report.mjs'

const PINS = 150

/**
 * A click whose callback reads many pins, compared with one bare round trip.
 * @param {import('../main.mjs').Bench} bench
 */
export async function pins({ quick, ours, bare }) {
  const rounds = quick ? 50 : 500
  const runs = await inTurns(
    quick ? 1 : 7,
    () => ours.client.call('pins', { url: ours.url, pins: PINS, rounds }),
    async () => ({
      ...(await bare.client.call('answers', { url: bare.url, sessions: 1, warmUp: rounds, rounds })),
      batches: 1,
    }),
  )
  const work = `a click whose callback reads ${PINS} pins`
  return [
    rowOf(
      { work: `${work}: batches until its answer`, unit: '', ours: pick(runs, 'batches').ours, aim: '1' },
      ({ ours }) => ours === 1,
    ),
    rowOf(
      {
        work: `${work}, compared with one round trip`,
        unit: 'ms',
        ...pick(runs, 'medianMs'),
        aim: 'at most 5 times',
      },
      ({ ratio }) => ratio <= 5,
    ),
  ]
}
