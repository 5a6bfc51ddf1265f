using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Observations;

internal sealed class GatewayRowConfiguration : IEntityTypeConfiguration<GatewayRow>
{
    public void Configure(EntityTypeBuilder<GatewayRow> builder)
    {
        builder.ToTable("Gateways");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(InstanceId.MaxLength);
    }
}
