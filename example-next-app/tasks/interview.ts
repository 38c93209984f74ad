import { input, NUMBER, put_buttons, put_text, restart, select } from '@webio/core'

/** Three questions that the page draws as a conversation. */
export async function interview() {
  put_text('Good morning! What may I call you?')
  const name = await input('Your name', { required: true })
  put_text(`Which tea would you like, ${name}?`)
  const tea = await select('Tea', ['Assam', 'Sencha', 'Oolong'])
  put_text(`How many cups of ${tea}?`)
  const cups = await input('Cups', { type: NUMBER, required: true, min: 1, max: 12 })
  put_text(`${cups} cups of ${tea} for ${name}. They are on their way.`)
  put_buttons(['Order again'], () => restart())
}
