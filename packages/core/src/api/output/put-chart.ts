import type { JsonObject } from '../../protocol/json'
import type { OptionRules } from '../arguments'
import { checkArgument, describe } from '../arguments'
import { asJson } from '../json'
import { withoutNulls } from '../without-nulls'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

export interface ChartOptions extends OutputOptions {
  /** Pixels, or a CSS length. @default 400 */
  height?: number | string
  /** What a person hears who does not see the chart. @default the chart's title */
  label?: string
}

const CHART_RULES = {
  ...OUTPUT_OPTION_RULES,
  height: 'string or number',
  label: 'string',
} as const satisfies OptionRules

interface ChartParams extends Omit<ChartOptions, keyof OutputOptions> {
  readonly spec: object
}

const CHART: OutputKind<ChartParams> = {
  name: 'put_chart',
  parameters: { spec: 'object' },
  options: CHART_RULES,
  leaf: true,
  build(id, { spec, height, label }) {
    checkArgument('put_chart', 'spec', spec, 'object')
    if (typeof height === 'number' && height <= 0)
      throw new RangeError(`put_chart: height must be more than 0, not ${height}.`)
    refuseFunctions(spec, 'spec', new Set())
    return {
      id,
      type: 'chart',
      option: asJson('put_chart', 'spec', spec) as JsonObject,
      height: typeof height === 'number' ? `${height}px` : (height ?? '400px'),
      ...withoutNulls({ label }),
    }
  },
}

/**
 * Shows a chart. The page draws it with Apache ECharts, which is loaded on first use; on a page of your own, where the package `echarts` is
 * installed.
 *
 * @param spec an option of ECharts: https://echarts.apache.org/en/option.html. Colors of texts follow the page's theme, and so does what
 * the option does not say
 * @throws TypeError where the spec holds a function, which cannot travel (ECharts takes a template instead: `'{b}: {c}'`), or anything else
 * that is no JSON
 */
export function put_chart(spec: object, options?: ChartOptions): Output {
  return makeOutput(CHART, { spec }, options)
}

/** JSON would leave them out without a word. */
function refuseFunctions(value: unknown, path: string, seen: Set<unknown>): void {
  if (typeof value === 'function')
    throw new TypeError(
      `put_chart: ${path} is ${describe(value)}, which cannot travel to the page. Give a template, such as '{b}: {c}'.`,
    )
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  for (const [key, inner] of Object.entries(value)) refuseFunctions(inner, `${path}.${key}`, seen)
}
