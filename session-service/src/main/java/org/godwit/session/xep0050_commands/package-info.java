/**
 * Ad-Hoc Commands (XEP-0050). Entry: {@link org.godwit.session.xep0050_commands.CommandsModule}.
 */
@NullMarked
package org.godwit.session.xep0050_commands;

import org.jspecify.annotations.NullMarked;
