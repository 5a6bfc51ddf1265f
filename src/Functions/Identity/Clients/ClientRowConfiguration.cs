using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity.Clients;

internal sealed class ClientRowConfiguration : IEntityTypeConfiguration<ClientRow>
{
    public void Configure(EntityTypeBuilder<ClientRow> builder)
    {
        builder.ToTable("Clients");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.Name).HasMaxLength(ApiKeyOrderParser.NameLength);
        builder.Property(row => row.SecretHash).HasMaxLength(64);
        builder.Property(row => row.SessionId).HasMaxLength(64);
    }
}
