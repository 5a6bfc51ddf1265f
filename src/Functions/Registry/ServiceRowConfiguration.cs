using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

internal sealed class ServiceRowConfiguration : IEntityTypeConfiguration<ServiceRow>
{
    public void Configure(EntityTypeBuilder<ServiceRow> builder)
    {
        builder.ToTable("Services");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(ServiceName.MaxLength);
    }
}
