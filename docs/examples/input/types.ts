import {
  COLOR,
  DATE,
  DATETIME,
  FLOAT,
  input,
  input_group,
  put_json,
  TIME,
  URL,
} from '@webio/core'

export async function main() {
  const answers = await input_group('One of each', [
    input('Day', { name: 'day', type: DATE }),
    input('Time', { name: 'time', type: TIME, value: '09:30' }),
    input('Both', { name: 'both', type: DATETIME }),
    input('Color', {
      name: 'color',
      type: COLOR,
      value: '#0f6e64',
    }),
    input('Price', { name: 'price', type: FLOAT, value: 2.5 }),
    input('Site', { name: 'site', type: URL }),
  ])
  put_json(answers)
}
