import { actions, clear, FLOAT, input, input_group, NUMBER } from '@webio/core'
import { put_markdown, put_progressbar, put_table } from '@webio/core'
import { config } from '@webio/core/server'

const UNITS = {
  Metric: { length: 'cm', metres: 0.01, mass: 'kg', kilograms: 1 },
  Imperial: { length: 'in', metres: 0.0254, mass: 'lb', kilograms: 0.4536 },
}

/** The WHO's classes, with the upper bound of each. */
const CLASSES: [end: number, name: string, range: string][] = [
  [18.5, 'Underweight', 'below 18.5'],
  [25, 'Normal weight', '18.5 to 25'],
  [30, 'Overweight', '25 to 30'],
  [Infinity, 'Obese', '30 and more'],
]

config(
  { title: 'Body-mass index', description: 'Three forms, one after another.' },
  wizard,
)

export async function wizard() {
  for (;;) {
    clear('ROOT')
    put_markdown(
      '## Body-mass index\nThree short steps. Your answers are deleted when you leave.',
    )

    const person = await input_group('Step 1 of 3: you', [
      input('Name', { name: 'name', required: true, placeholder: 'Ada' }),
      input('Age', { name: 'age', type: NUMBER, required: true, validate: adult }),
    ])

    const units =
      UNITS[await actions('Step 2 of 3: your units', ['Metric', 'Imperial'])]
    const measure = { type: FLOAT, required: true, validate: positive } as const
    const indexOf = (body: { height: number; weight: number }) =>
      (body.weight * units.kilograms) / (body.height * units.metres) ** 2

    const body = await input_group(
      'Step 3 of 3: your measures',
      [
        input(`Height (${units.length})`, { name: 'height', ...measure }),
        input(`Weight (${units.mass})`, { name: 'weight', ...measure }),
      ],
      {
        validate: (given) =>
          indexOf(given) > 120 ? ['height', 'This does not fit the weight.'] : null,
      },
    )

    const index = indexOf(body)
    const [, name] = CLASSES.find(([end]) => index < end)!
    put_markdown(`### ${person.name}, your index is ${index.toFixed(1)}`)
    put_progressbar('scale', { init: Math.min(index / 40, 1), label: name })
    put_table([
      ['Class', 'Index'],
      ...CLASSES.map(([, title, range]) => [title, range]),
    ])
    await actions('', ['Start again'])
  }
}

const adult = (age: number) =>
  age < 18 || age > 120 ? 'The index is made for adults, from 18 to 120 years.' : null
const positive = (value: number) => (value > 0 ? null : 'Enter a number above 0.')
