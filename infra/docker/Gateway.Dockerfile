# syntax=docker/dockerfile:1
# The gateway, from the root of the clone: docker buildx build --file infra/docker/Gateway.Dockerfile --tag toskamesh-gateway .
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source
# What restoring depends on comes first, so that a changed source file does not restore anew. The packages are in this layer,
# and not in a cache mount: where only layers are kept, as by a workflow, such a mount is empty when the layer is not made anew.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Directory.Build.targets src/
COPY src/Shared/Shared.csproj src/Shared/
COPY src/Gateway/Gateway.csproj src/Gateway/
RUN dotnet restore src/Gateway -a $TARGETARCH -p:PublishReadyToRun=true
COPY src/ src/
RUN dotnet publish src/Gateway -c Release -a $TARGETARCH --no-self-contained --no-restore -o /app \
    && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS final
ARG VERSION=0.0.0-dev
ARG REVISION=unknown
ARG SOURCE=
LABEL org.opencontainers.image.title="Toska Mesh gateway" \
      org.opencontainers.image.description="The data plane of Toska Mesh: follows the route table, and serves by its own copy of it." \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /data /data
# The root may be read-only; /data holds the gateway's own copies of the documents.
ENV Mesh__Gateway__Bind=0.0.0.0 \
    Mesh__DataDirectory=/data \
    DOTNET_EnableDiagnostics=0
VOLUME ["/data"]
USER 1654
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
# There is no shell and no curl in the image: the gateway asks itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 CMD ["dotnet", "ToskaMesh.Gateway.dll", "health"]
ENTRYPOINT ["dotnet", "ToskaMesh.Gateway.dll"]
