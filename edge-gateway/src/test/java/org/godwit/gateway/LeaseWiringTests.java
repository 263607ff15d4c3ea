package org.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.godwit.gateway.lease.GatewayLeases;
import org.godwit.gateway.routing.Lease;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** There is one lease, whichever it is; nothing is started here. */
class LeaseWiringTests {

  private static DefaultListableBeanFactory beans(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    DefaultListableBeanFactory factory = new DefaultListableBeanFactory();
    new AnnotatedBeanDefinitionReader(factory, environment).register(GatewayConfiguration.class);
    ConfigurationClassPostProcessor processor = new ConfigurationClassPostProcessor();
    processor.setEnvironment(environment);
    processor.postProcessBeanDefinitionRegistry(factory);
    return factory;
  }

  @Test
  void gatewayHoldsALeaseUnlessToldOtherwise() {
    assertThat(beans(Map.of()).getBeanNamesForType(Lease.class, true, false))
        .containsExactly("gatewayLeases");
  }

  @Test
  void gatewayThatIsTheOnlyOneNeedsNone() {
    // Given
    var factory = beans(Map.of("xmpp.gateway.lease.enabled", "false"));
    // When / Then
    assertThat(factory.getBeanNamesForType(Lease.class, true, false))
        .containsExactly("gatewayLease");
    assertThat(factory.getBeanNamesForType(GatewayLeases.class, true, false)).isEmpty();
  }
}
