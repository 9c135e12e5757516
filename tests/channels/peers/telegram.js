// Runs telegram-test-api on the port it is given, and says so once it listens. Each line of its input is JSON of what somebody
// does there: {"chat": 7, "say": "hello"} or {"chat": 7, "press": "<callback data>"}. Ends when its input ends.
const readline = require('readline')
const axios = require('axios')
const TelegramServer = require('telegram-test-api')

const [port, token] = process.argv.slice(2)
const server = new TelegramServer({ host: '127.0.0.1', port: Number(port), storeTimeout: 3600 })

// The server delivers without the secret that setWebhook was given; Telegram sends it along.
axios.interceptors.request.use((request) => {
  const webhook = Object.values(server.webhooks).find((known) => known.url === request.url)
  if (webhook && webhook.secret_token) request.headers['X-Telegram-Bot-Api-Secret-Token'] = webhook.secret_token
  return request
})

function act({ chat, say, press }) {
  const person = server.getClient(token, { chatId: chat, userId: chat })
  if (press !== undefined) return person.sendCallback(person.makeCallbackQuery(press))
  if (say.startsWith('/')) return person.sendCommand(person.makeCommand(say))
  return person.sendMessage(person.makeMessage(say))
}

server.start().then(() => {
  console.log('listening')
  const lines = readline.createInterface({ input: process.stdin })
  lines.on('line', (line) => act(JSON.parse(line))).on('close', () => process.exit(0))
})
