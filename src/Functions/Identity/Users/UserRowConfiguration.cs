using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Users;

internal sealed class UserRowConfiguration : IEntityTypeConfiguration<UserRow>
{
    public void Configure(EntityTypeBuilder<UserRow> builder)
    {
        builder.ToTable("Users");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(row => row.FullName).HasMaxLength(User.NameLength);
        builder.Property(row => row.Search).HasMaxLength(EmailAddress.MaxLength + 1 + (2 * User.NameLength));
        builder.Property(row => row.PhoneNumber).HasMaxLength(User.PhoneLength);
        builder.Property(row => row.PasswordHash).HasMaxLength(128);
        builder.HasIndex(row => row.Email).IsUnique();
    }
}
