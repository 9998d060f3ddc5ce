#!/usr/bin/env node
// The command line: reads the environment, picks the verb, owns the signals.
