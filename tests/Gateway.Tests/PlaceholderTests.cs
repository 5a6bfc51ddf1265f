namespace ToskaMesh.Gateway.Tests;
