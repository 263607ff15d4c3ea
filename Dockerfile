# syntax=docker/dockerfile:1
# One image per service: docker build --build-arg MODULE=edge-gateway -t godwit/edge-gateway .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
ARG MODULE
RUN mvn -B -ntp -q -DskipTests -Dspotless.check.skip -Dcheckstyle.skip -pl ${MODULE} -am package \
 && java -Djarmode=tools -jar ${MODULE}/target/${MODULE}-*-exec.jar extract --layers --launcher --destination /layers

FROM eclipse-temurin:25-jre
# A new volume takes the owner of the folder that it is mounted on.
RUN useradd --system --uid 10001 --no-create-home godwit \
 && install -d -o 10001 -m 700 /tls /keys
WORKDIR /app
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER 10001
ENTRYPOINT ["java", "-XX:+UseCompactObjectHeaders", "-XX:MaxRAMPercentage=70", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "org.springframework.boot.loader.launch.JarLauncher"]
