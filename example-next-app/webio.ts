import type { WebIORouteOptions } from '@webio/next-plugin/server'

/** In production, sessions outlive the server: each page continues with the next server, at the same step and with the same text. */
export const options: WebIORouteOptions = {
  durable:
    process.env.NODE_ENV === 'production'
      ? (process.env.SESSIONS_FOLDER ?? '.sessions')
      : undefined,
}

// Everything else that is exported here is an application.
export { chat } from './tasks/chat'
export { claim } from './tasks/claim'
export { docs } from './tasks/docs'
export { feedback } from './tasks/feedback'
export { hello } from './tasks/hello'
export { interview } from './tasks/interview'
export { orders } from './tasks/orders'
export { live } from './tasks/live'
export { poll } from './tasks/poll'
export { table } from './tasks/table'
export {
  tour_companions,
  tour_content,
  tour_files,
  tour_forms,
  tour_inputs,
  tour_interaction,
  tour_layout,
  tour_page,
  tour_pins,
  tour_scopes,
  tour_sessions,
  tour_tables,
} from './tasks/tour'
export { wizard } from './tasks/wizard'
