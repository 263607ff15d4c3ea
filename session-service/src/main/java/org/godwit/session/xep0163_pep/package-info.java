/**
 * Personal Eventing (XEP-0163): each account is a pubsub service (XEP-0060). Entry: PepModule; rows
 * live behind the port PepStore, who may see whom behind ContactAccess.
 *
 * <p>Invariants: requests to one account are handled one after the other; a notification is durable
 * before the request that brought it about is answered.
 */
@NullMarked
package org.godwit.session.xep0163_pep;

import org.jspecify.annotations.NullMarked;
