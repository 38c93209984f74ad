import { put_text, select } from '@webio/core'

const CITIES = [
  'Berlin',
  'Bern',
  'Lisbon',
  'London',
  'Lyon',
  'Madrid',
  'Milan',
]

async function findCities(
  query: string,
  { signal }: { signal: AbortSignal },
) {
  signal.throwIfAborted() // pass the signal to fetch or to the database
  return CITIES.filter((city) =>
    city.toLowerCase().includes(query.toLowerCase()),
  )
}

export async function main() {
  const city = await select('City', findCities, {
    required: true,
    help_text: 'Type a letter.',
  })
  put_text(`To ${city}.`)
}
