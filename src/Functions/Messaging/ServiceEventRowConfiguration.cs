using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

internal sealed class ServiceEventRowConfiguration : IEntityTypeConfiguration<ServiceEventRow>
{
    public void Configure(EntityTypeBuilder<ServiceEventRow> builder)
    {
        builder.ToTable("ServiceEvents");

        // Also the order of age, by which old rows are found.
        builder.HasKey(row => row.Position);
        builder.Property(row => row.Position).HasMaxLength(72);
        builder.Property(row => row.Service).HasMaxLength(ServiceName.MaxLength);
        builder.Property(row => row.InstanceId).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.Type).HasMaxLength(128);
        builder.Property(row => row.Output).HasMaxLength(ServiceEvent.MaxOutput);
        builder.HasIndex(row => new { row.Service, row.Position });
    }
}
