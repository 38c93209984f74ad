import type { Locator, Page } from 'playwright-core'
import { checkbox, FLOAT, input, input_group, NUMBER, radio, select, slider, textarea } from '@webio/core'

/** A form with every kind of field. */
export function questionnaire() {
  return input_group(
    'All about you',
    [
      input('Name', { name: 'name', required: true, help_text: 'As your friends call you' }),
      input('Age', { name: 'age', type: NUMBER, min: 18 }),
      input('Height', { name: 'height', type: FLOAT }),
      input('Password', {
        name: 'password',
        type: 'password',
        // A rule that only the server knows.
        validate: (value) => (value === 'secret' ? 'Too easy to guess.' : null),
      }),
      input('Website', { name: 'website', type: 'url' }),
      input('Email', { name: 'email', type: 'email' }),
      input('Phone', { name: 'phone', type: 'tel' }),
      input('Search', { name: 'search', type: 'search' }),
      input('Birthday', { name: 'birthday', type: 'date' }),
      input('Alarm', { name: 'alarm', type: 'time' }),
      input('Meeting', { name: 'meeting', type: 'datetime-local' }),
      input('Month', { name: 'month', type: 'month' }),
      input('Week', { name: 'week', type: 'week' }),
      input('Color', { name: 'color', type: 'color', value: '#000000' }),
      input('Browser', { name: 'browser', datalist: ['Chromium', 'Firefox'] }),
      input('Chosen', { name: 'chosen', action: ['Choose', (set) => set('by the server')] }),
      textarea('Story', { name: 'story', rows: 3 }),
      select('City', ['Berlin', 'Paris', 'Prague'], { name: 'city' }),
      select('Fruits', ['apple', 'pear', 'plum'], { name: 'fruits', multiple: true }),
      select('Country', ['Austria', 'Belgium', 'Chad'], { name: 'country', native: false }),
      checkbox('Colors', ['red', 'green', 'blue'], { name: 'colors' }),
      radio('Size', ['S', 'M', 'L'], { name: 'size', required: true }),
      slider('Volume', { name: 'volume', value: 10 }),
    ],
    { cancelable: true },
  )
}

/** The answers of `fillIn`, as the task receives them. */
export const ANSWERS = {
  name: 'Ada',
  age: 36,
  height: 1.7,
  password: 'correct horse',
  website: 'https://example.com/',
  email: 'ada@example.com',
  phone: '+44 1',
  search: 'engine',
  birthday: '1815-12-10',
  alarm: '06:30',
  meeting: '1843-09-01T10:00',
  month: '1843-09',
  week: '1843-W36',
  color: '#00ff80',
  browser: 'Mosaic',
  chosen: 'by the server',
  story: 'First line\nSecond line',
  city: 'Paris',
  fruits: ['apple', 'plum'],
  country: 'Chad',
  colors: ['red', 'blue'],
  size: 'M',
  volume: 70,
}

/** The visible form. */
export const formOf = (page: Page): Locator => page.locator('form[data-webio-form]')

/** Fills in the questionnaire as a person who finds the fields by their labels. */
export async function fillIn(page: Page): Promise<void> {
  const form = formOf(page)
  const field = (label: string): Locator => form.getByLabel(label, { exact: true })
  const texts = {
    Name: ANSWERS.name,
    Age: String(ANSWERS.age),
    Height: String(ANSWERS.height),
    Password: ANSWERS.password,
    Website: ANSWERS.website,
    Email: ANSWERS.email,
    Phone: ANSWERS.phone,
    Search: ANSWERS.search,
    Birthday: ANSWERS.birthday,
    Alarm: ANSWERS.alarm,
    Meeting: ANSWERS.meeting,
    Month: ANSWERS.month,
    Week: ANSWERS.week,
    Color: ANSWERS.color,
    Browser: ANSWERS.browser,
    Story: ANSWERS.story,
    Volume: String(ANSWERS.volume),
  }
  for (const [label, text] of Object.entries(texts)) await field(label).fill(text)
  await form.getByRole('button', { name: 'Choose' }).click()
  await field('City').selectOption(ANSWERS.city)
  await field('Fruits').selectOption(ANSWERS.fruits)
  const country = form.getByRole('combobox', { name: 'Country' })
  await country.fill('cha')
  await form.getByRole('option', { name: 'Chad' }).click()
  for (const color of ANSWERS.colors)
    await form.getByRole('group', { name: 'Colors' }).getByLabel(color, { exact: true }).check()
  await form.getByRole('radiogroup', { name: 'Size' }).getByLabel(ANSWERS.size, { exact: true }).check()
  await field('Chosen')
    .and(page.locator(`[value="${ANSWERS.chosen}"]`))
    .waitFor()
}
