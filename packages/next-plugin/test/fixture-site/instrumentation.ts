export { register } from '@webio/next-plugin/instrumentation'
