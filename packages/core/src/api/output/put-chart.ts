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
  /** The label for screen readers. @default the chart's title */
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
 * Shows a chart. The page draws it with Apache ECharts, which is loaded on first use. Your own page needs the package `echarts`.
 *
 * @param spec an option of ECharts: https://echarts.apache.org/en/option.html. Text colors and everything that the option does not set follow the
 * page's theme
 * @throws TypeError if the spec contains a function, which cannot be sent (ECharts accepts a template instead: `'{b}: {c}'`), or anything else that
 * is not JSON
 */
export function put_chart(spec: object, options?: ChartOptions): Output {
  return makeOutput(CHART, { spec }, options)
}

/** JSON would silently leave them out. */
function refuseFunctions(value: unknown, path: string, seen: Set<unknown>): void {
  if (typeof value === 'function')
    throw new TypeError(
      `put_chart: ${path} is ${describe(value)}, which cannot be sent to the page. Give a template, such as '{b}: {c}'.`,
    )
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  for (const [key, inner] of Object.entries(value)) refuseFunctions(inner, `${path}.${key}`, seen)
}
