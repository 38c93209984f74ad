import {
  input_group,
  input_update,
  put_text,
  select,
} from '@webio/core'

const CITIES: Record<string, string[]> = {
  France: ['Paris', 'Lyon'],
  Italy: ['Rome', 'Milan'],
}

export async function main() {
  const trip = await input_group('Where to?', [
    select('Country', Object.keys(CITIES), {
      name: 'country',
      onchange: (country) =>
        input_update('city', { options: CITIES[country] }),
    }),
    select('City', CITIES['France'] ?? [], { name: 'city' }),
  ])
  put_text(`${trip.city} is in ${trip.country}.`)
}
