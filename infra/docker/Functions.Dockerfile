# syntax=docker/dockerfile:1
# The function app under the genuine host, from the root of the clone:
# docker buildx build --file infra/docker/Functions.Dockerfile --platform linux/amd64 --tag toskamesh-functions .
# The host's image is there for amd64 only.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
# What restoring depends on comes first, so that a changed source file does not restore anew. The packages are in this layer,
# and not in a cache mount: where only layers are kept, as by a workflow, such a mount is empty when the layer is not made anew.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Directory.Build.targets src/
COPY src/Shared/Shared.csproj src/Shared/
COPY src/Functions/Functions.csproj src/Functions/
RUN dotnet restore src/Functions -r linux-x64 -p:FunctionsSdk=Azure -p:PublishReadyToRun=true
COPY host.json ./
COPY src/ src/
RUN dotnet publish src/Functions -c Release -r linux-x64 --no-self-contained --no-restore -p:FunctionsSdk=Azure -o /app

FROM mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0 AS final
ARG VERSION=0.0.0-dev
ARG REVISION=unknown
ARG SOURCE=
LABEL org.opencontainers.image.title="Toska Mesh control plane" \
      org.opencontainers.image.description="The function app of Toska Mesh on the Azure Functions host." \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# The image's host listens on port 80 as root: here it is neither. Its secrets path is a mount (docs/deploy-kubernetes.md).
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    FUNCTIONS_WORKER_RUNTIME=dotnet-isolated \
    ASPNETCORE_URLS=http://+:8080 \
    HOME=/home/app
RUN groupadd --gid 1654 app && useradd --uid 1654 --gid app --home-dir /home/app --create-home app \
    && mkdir -p /home/LogFiles /home/data && chown app:app /home/LogFiles /home/data
COPY --from=build /app /home/site/wwwroot
USER 1654
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
