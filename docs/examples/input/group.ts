import { input, input_group, NUMBER, put_text } from '@webio/core'

export async function main() {
  const { name, seats } = await input_group('Reserve a table', [
    input('Name', { name: 'name', required: true }),
    input('Seats', {
      name: 'seats',
      type: NUMBER,
      required: true,
      min: 1,
      max: 12,
    }),
  ])
  put_text(`A table for ${seats} is reserved for ${name}.`)
}
