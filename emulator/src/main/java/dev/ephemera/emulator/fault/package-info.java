/** What can go wrong between a client and the service, named, so that a test or a script can make it happen. */
@NullMarked
package dev.ephemera.emulator.fault;

import org.jspecify.annotations.NullMarked;
