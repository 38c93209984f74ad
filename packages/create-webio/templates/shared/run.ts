import { input, input_group, NUMBER, put_button, put_markdown, put_table, use_scope } from '@webio/core'

const MINUTES_PER_KILOMETER = 6

/** An application: a function that drives a page. */
export async function run() {
  put_markdown('# How long is the run?')
  const { name, kilometers } = await input_group('A run', [
    input('Your name', { name: 'name', required: true }),
    input('Kilometers', { name: 'kilometers', type: NUMBER, required: true, min: 1, max: 100 }),
  ])
  const showPlan = (factor = 1) =>
    use_scope('plan', { clear: true }, () => {
      const minutes = kilometers * MINUTES_PER_KILOMETER * factor
      put_table([{ runner: name, kilometers, minutes: Math.round(minutes) }])
    })
  showPlan()
  put_button('Slower', () => showPlan(1.2))
  put_button('Faster', () => showPlan(0.8))
}
