import type { Json, JsonObject } from '@webio/core/protocol'
import type { ECharts } from './load-echarts'

/** The part of ECharts' registry of series that this file uses. */
interface ClassRegistry {
  getClass(main: string, sub: string): unknown
}

/** Types of series that need axes unless they name another coordinate system. */
const ON_AXES: ReadonlySet<unknown> = new Set([
  'line',
  'bar',
  'scatter',
  'effectScatter',
  'candlestick',
  'boxplot',
  'pictorialBar',
  'heatmap',
  'custom',
])

/**
 * Finds what an option lacks: a type of series or a map that this ECharts does not have and would silently leave out, or the axes of a series,
 * without which ECharts fails with an error that does not mention the option.
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
    const needed = neededParts(series).find((part) => partsOf(option, part).length === 0)
    if (needed !== undefined) return `A series of type ${JSON.stringify(type)} needs ${needed}.`
  }
  for (const { map } of partsOf(option, 'geo')) if (isMissing(getMap, map)) return unknownMap(map)
  return null
}

/** The parts of an option that a series needs. */
function neededParts({ type, coordinateSystem }: JsonObject): readonly string[] {
  if (!ON_AXES.has(type)) return []
  if (coordinateSystem === 'polar') return ['polar', 'angleAxis', 'radiusAxis']
  return coordinateSystem === undefined || coordinateSystem === 'cartesian2d' ? ['xAxis', 'yAxis'] : []
}

/** Collects a part from everywhere in an option: the option itself, its base, and the variants for a timeline or for window sizes. */
function partsOf(option: JsonObject, name: string): JsonObject[] {
  const own = [option[name] ?? []].flat() as readonly Json[]
  const others = [option['baseOption'] ?? [], option['options'] ?? []].flat() as readonly Json[]
  return [...own.filter(isObject), ...others.filter(isObject).flatMap((other) => partsOf(other, name))]
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isMissing(getMap: ECharts['getMap'], map: Json | undefined): map is string {
  // Older versions of ECharts return null or undefined for an unknown map.
  return typeof map === 'string' && (getMap(map) as unknown) == null
}

function unknownMap(map: string): string {
  return `There is no map ${JSON.stringify(map)}. Register it with echarts.registerMap.`
}
