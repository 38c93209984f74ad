export type { WithWebIOOptions } from './config/options'
export { withWebIO } from './config/with-webio'
export type { NextConfigContext, NextConfigFunction } from './config/with-webio'
