// The framework listens on all interfaces; tests want loopback only.
const cds = require('@sap/cds')

cds.on('bootstrap', app => {
  const { listen } = app
  app.listen = port => listen.call(app, port, '127.0.0.1')
})

module.exports = cds.server
