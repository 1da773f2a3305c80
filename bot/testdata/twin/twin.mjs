// A Discord server of another make, told what to do in lines of JSON: see
// twin_test.go. It runs in the directory in which npm has installed it.
import http from 'node:http'
import { join } from 'node:path'
import readline from 'node:readline'
import { pathToFileURL } from 'node:url'

// It would listen on all interfaces.
const listen = http.Server.prototype.listen
http.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest)
}

const { DigitalDiscord } = await import(pathToFileURL(join(process.cwd(), 'node_modules/discord-digital-twin/dist/index.js')))
const twin = new DigitalDiscord(JSON.parse(process.argv[2]))

// It takes the message whose component was used for the answer, also where the
// answer is to be a new one (type 5).
twin.prisma = twin.prisma.$extends({
  query: {
    interactionResponse: {
      update({ args, query }) {
        if (args.data.type === 5) args.data.messageId = null
        return query(args)
      },
    },
  },
})
await twin.start()

// What it does not let one choose about an interaction; null takes a key away.
let event = {}
const gateway = twin.server.gateway
const broadcast = gateway.broadcast.bind(gateway)
gateway.broadcast = (name, payload) => {
  if (name !== 'INTERACTION_CREATE') return broadcast(name, payload)
  const changed = { ...payload, ...event }
  for (const key of Object.keys(changed)) if (changed[key] === null) delete changed[key]
  return broadcast(name, changed)
}

const does = {
  interact: ({ channel, user, type, data, message, ...q }) => {
    event = q.event
    return twin.simulateInteraction({ type, channelId: channel, userId: user, data, messageId: message || undefined })
  },
  response: ({ id }) => twin.channel('').getInteractionResponse(id),
  messages: ({ channel }) => twin.channel(channel).getMessages(),
}

const say = (value) => process.stdout.write(JSON.stringify(value) + '\n')
say({ rest: twin.restUrl, gateway: twin.gatewayUrl })
for await (const line of readline.createInterface({ input: process.stdin })) {
  const q = JSON.parse(line)
  try {
    say({ value: await does[q.do](q) })
  } catch (err) {
    say({ error: String(err) })
  }
}
process.exit(0)
