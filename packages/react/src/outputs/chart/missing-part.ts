import type { Json, JsonObject } from '@webio/core/protocol'
import type { ECharts } from './load-echarts'

/** What ECharts asks of its registry of series. */
interface ClassRegistry {
  getClass(main: string, sub: string): unknown
}

/**
 * What an option names that this ECharts does not have, and would leave out without a word: a type of series, a map.
 * @returns a sentence for the author, or null
 */
export function missingPart({ SeriesModel, getMap }: ECharts, option: JsonObject): string | null {
  const registry = SeriesModel as unknown as ClassRegistry
  for (const series of partsOf(option, 'series')) {
    const { type, map } = series
    if (typeof type === 'string' && !registry.getClass('series', type)) {
      return `There is no type of series ${JSON.stringify(type)}. An extension of ECharts may have it.`
    }
    if (type === 'map' && isMissing(getMap, map)) return unknownMap(map)
  }
  for (const { map } of partsOf(option, 'geo')) if (isMissing(getMap, map)) return unknownMap(map)
  return null
}

/** A part of an option, wherever it stands: of the option, of its base, of what a timeline or a size of the window puts in its place. */
function partsOf(option: JsonObject, name: string): JsonObject[] {
  const own = [option[name] ?? []].flat() as readonly Json[]
  const others = [option['baseOption'] ?? [], option['options'] ?? []].flat() as readonly Json[]
  return [...own.filter(isObject), ...others.filter(isObject).flatMap((other) => partsOf(other, name))]
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isMissing(getMap: ECharts['getMap'], map: Json | undefined): map is string {
  // Of an older ECharts, what is not known is null or undefined.
  return typeof map === 'string' && (getMap(map) as unknown) == null
}

function unknownMap(map: string): string {
  return `There is no map ${JSON.stringify(map)}. Register it with echarts.registerMap.`
}
